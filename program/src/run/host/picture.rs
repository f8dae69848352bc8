//! An address as a picture that a telephone reads (QR), drawn with half blocks.

use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;

/// Black on white, whatever the terminal's own colours are.
const COLOURS: &str = "\x1b[38;5;16;48;5;231m";

/// The picture, a string a line; `colour` is whether the terminal may be told colours. Without them light modules are
/// drawn, as for a dark terminal; telephones read a negative too.
pub(crate) fn draw(text: &str, colour: bool) -> Option<Vec<String>> {
    let code = QrCode::new(text).ok()?;
    let (dark, light) = if colour {
        (Dense1x2::Dark, Dense1x2::Light)
    } else {
        (Dense1x2::Light, Dense1x2::Dark)
    };
    let picture = code
        .render::<Dense1x2>()
        .dark_color(dark)
        .light_color(light)
        .build();
    let lines = picture.lines();
    Some(match colour {
        true => lines
            .map(|line| format!("{COLOURS}{line}\x1b[0m"))
            .collect(),
        false => lines.map(str::to_owned).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_is_a_square_with_a_quiet_zone() {
        let lines = draw("http://192.168.1.17:12345/", false).unwrap();
        let wide = lines[0].chars().count();
        // Two modules stand above each other in one character.
        assert_eq!(lines.len(), wide.div_ceil(2));
        assert!(lines.iter().all(|line| line.chars().count() == wide));
        assert!(lines[0].chars().all(|c| c == '█'), "{lines:?}");
        let coloured = draw("http://192.168.1.17:12345/", true).unwrap();
        assert!(
            coloured
                .iter()
                .all(|line| line.starts_with(COLOURS) && line.ends_with("\x1b[0m"))
        );
    }
}

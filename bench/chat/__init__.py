"""What a chat server costs, beside the least that it can cost and beside others. See bench/README.md."""

# The textbook's chat server: hears one recv, says one line, in strict turns with one client; "exit" leaves unsaid.
# Its faults are kept: they are what it is for.
# python3 chat_server.py HOST PORT        what to say comes from standard input
import socket
import sys

host, port = sys.argv[1], int(sys.argv[2])

server = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
server.bind((host, port))
server.listen(1)
print("listening", server.getsockname()[1], file=sys.stderr, flush=True)

client, address = server.accept()
while True:
    print("Client:", client.recv(1024).decode("utf-8"), flush=True)
    line = input("You: ")
    if line.lower() == "exit":
        break
    client.send(line.encode("utf-8"))
client.close()
server.close()

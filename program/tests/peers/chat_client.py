# The textbook's chat client: says one line, hears one recv, in strict turns; "exit" leaves unsaid.
# Its faults are kept: they are what it is for.
# python3 chat_client.py HOST PORT        what to say comes from standard input
import socket
import sys

host, port = sys.argv[1], int(sys.argv[2])

client = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
client.connect((host, port))
while True:
    line = input("You: ")
    if line.lower() == "exit":
        break
    client.send(line.encode("utf-8"))
    print("Server:", client.recv(1024).decode("utf-8"), flush=True)
client.close()

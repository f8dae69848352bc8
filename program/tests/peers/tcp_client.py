# The textbook's TCP client: one send without a newline, one recv, done. Its faults are kept: they are what it is for.
# python3 tcp_client.py HOST PORT [MESSAGE]
import socket
import sys

host, port = sys.argv[1], int(sys.argv[2])
message = sys.argv[3] if len(sys.argv) > 3 else "Hello, server! 你好，服务器！"

client = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
client.connect((host, port))
client.send(message.encode("utf-8"))
print("Server:", client.recv(1024).decode("utf-8"), flush=True)
client.close()

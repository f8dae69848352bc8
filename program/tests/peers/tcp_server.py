# The textbook's TCP server: one client, one recv, one answer, done. Its faults are kept: they are what it is for.
# python3 tcp_server.py HOST PORT [ANSWER]
import socket
import sys

host, port = sys.argv[1], int(sys.argv[2])
answer = sys.argv[3] if len(sys.argv) > 3 else "Hello, client! 你好，客户端！"

server = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
server.bind((host, port))
server.listen(1)
print("listening", server.getsockname()[1], file=sys.stderr, flush=True)

client, address = server.accept()
print("Client:", client.recv(1024).decode("utf-8"), flush=True)
client.send(answer.encode("utf-8"))
client.close()
server.close()

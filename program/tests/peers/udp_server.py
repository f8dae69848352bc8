# The textbook's UDP server: answers datagram after datagram until one is not UTF-8. Its faults are kept: they are what it is for.
# python3 udp_server.py HOST PORT [ANSWER]
import socket
import sys

host, port = sys.argv[1], int(sys.argv[2])
answer = sys.argv[3] if len(sys.argv) > 3 else "Hello, client! 你好，客户端！"

server = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_DGRAM)
server.bind((host, port))
print("listening", server.getsockname()[1], file=sys.stderr, flush=True)

while True:
    message, address = server.recvfrom(1024)
    print("Client:", message.decode("utf-8"), flush=True)
    server.sendto(answer.encode("utf-8"), address)

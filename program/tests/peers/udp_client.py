# The textbook's UDP client: one sendto, one recvfrom, and no clock: a lost answer is waited for without end.
# Its faults are kept: they are what it is for.
# python3 udp_client.py HOST PORT [MESSAGE]
import socket
import sys

host, port = sys.argv[1], int(sys.argv[2])
message = sys.argv[3] if len(sys.argv) > 3 else "Hello, server! 你好，服务器！"

client = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_DGRAM)
client.sendto(message.encode("utf-8"), (host, port))
answer, address = client.recvfrom(1024)
print("Server:", answer.decode("utf-8"), flush=True)
client.close()

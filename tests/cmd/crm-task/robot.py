# A robot: takes posts on a port of its own, which it writes to the file `port`, and
# appends each body to the file `posts`; ends after a minute.  Where a file `refuse` is
# it takes nothing: it answers with the status and the body that are its lines.
import http.server
import os
import threading


class Robot(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if os.path.exists("refuse"):
            with open("refuse") as f:
                status, answer = f.read().split("\n")[:2]
            self.send_response(int(status))
            self.end_headers()
            self.wfile.write(answer.encode())
            return
        with open("posts", "ab") as f:
            f.write(body.rstrip(b"\n") + b"\n")
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"errcode":0}')

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Robot)
threading.Timer(60, server.shutdown).start()
with open("port.new", "w") as f:
    f.write(str(server.server_port))
os.rename("port.new", "port")
server.serve_forever()

# A robot: takes posts on a port of its own, which it writes to the file `port`, and
# appends each body to the file `posts`; ends after a minute.
import http.server
import threading


class Robot(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
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
import os
os.rename("port.new", "port")
server.serve_forever()

/** A TCP proxy on loopback whose connections a test can cut. */

import net, { AddressInfo } from "node:net";

export class Proxy {
  private readonly sockets = new Set<net.Socket>();
  private readonly listener: net.Server;

  private constructor(host: string, port: number) {
    this.listener = net.createServer((client) => {
      const server = net.connect(port, host);
      for (const socket of [client, server]) {
        this.sockets.add(socket);
        socket.on("error", () => {});
        socket.on("close", () => {
          this.sockets.delete(socket);
          client.destroy();
          server.destroy();
        });
      }
      client.pipe(server).pipe(client);
    });
  }

  static async open(url: URL): Promise<Proxy> {
    const proxy = new Proxy(url.hostname, Number(url.port));
    await new Promise<void>((listening) => proxy.listener.listen(0, "127.0.0.1", listening));
    return proxy;
  }

  /** Where clients find it. */
  get url(): string {
    return `http://127.0.0.1:${(this.listener.address() as AddressInfo).port}`;
  }

  /** Ends every connection at once, with whatever is on its way. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  close(): void {
    this.listener.close();
    this.cut();
  }
}

import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

export type SmtpServer = {
  url: string;
  /** What clients said, line by line, the text of mails with it. */
  said: string[];
  /** Answer to the next RCPT or to the end of a mail; 250 when null. */
  answers: { rcpt: string | null; data: string | null };
  stop(): Promise<void>;
};

/** A mail server that takes everything, unless it is told to answer otherwise, and keeps the dialogue. */
export async function startSmtp(): Promise<SmtpServer> {
  const said: string[] = [];
  const answers: SmtpServer['answers'] = { rcpt: null, data: null };
  const open = new Set<Socket>();
  const server = createServer(socket => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    socket.on('error', () => {});
    socket.write('220 test ESMTP\r\n');
    let pending = '';
    let inData = false;
    socket.on('data', chunk => {
      pending += chunk.toString('utf8');
      const lines = pending.split('\r\n');
      pending = lines.pop() ?? '';
      for (const line of lines) {
        said.push(line);
        if (inData) {
          if (line !== '.') continue;
          inData = false;
          socket.write(`${answers.data ?? '250 2.0.0 taken as 42'}\r\n`);
        } else if (/^EHLO/i.test(line)) socket.write('250-test\r\n250 8BITMIME\r\n');
        else if (/^RCPT/i.test(line)) socket.write(`${answers.rcpt ?? '250 ok'}\r\n`);
        else if (/^DATA/i.test(line)) {
          inData = true;
          socket.write('354 go on\r\n');
        } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
        else socket.write('250 ok\r\n');
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    said,
    answers,
    stop: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

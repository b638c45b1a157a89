import { newSigningSecret } from '@tensiometer/core/log/ids.ts';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { sign, signedHeaders } from './signature.ts';

/** Published with the libraries of Standard Webhooks (JavaScript and Rust, MIT). */
test.each([
  {
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    at: 1_614_265_330,
    body: '{"test": 2432232314}',
    signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  },
  {
    secret: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
    id: 'msg_27UH4WbU6Z5A5EzD8u03UvzRbpk',
    at: 1_649_367_553,
    body: '{"email":"test@example.com","username":"test_user"}',
    signature: 'v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=',
  },
])('the published vector of $id', ({ secret, id, at, body, signature }) => {
  expect(sign(secret, id, at, body)).toBe(signature);
});

test('another implementation takes our signature, with either secret while it is changed, and no other body', () => {
  const [one, two] = [newSigningSecret(), newSigningSecret()];
  const body = '{"text":"Iraq–United States"}';
  const headers = signedHeaders([one, two], 'an-id', Math.floor(Date.now() / 1_000), body);
  for (const secret of [one, two]) expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
  expect(() => new Webhook(newSigningSecret()).verify(body, headers)).toThrow();
  expect(() => new Webhook(one).verify(`${body} `, headers)).toThrow();
  expect(() => new Webhook(one).verify(body, { ...headers, 'webhook-id': 'another-id' })).toThrow();
});

import type { Message, ToldAlert } from './message.ts';

/** An alert as a receiver is told of it, for previews and tests. */
export function exampleAlert(home: string, fields: Partial<ToldAlert> = {}): ToldAlert {
  const alertId = '3f0a1f9c-8f4e-5b6a-9d2c-1c2b3a4d5e6f';
  return {
    notificationId: '7c1d2e3f-0a1b-5c2d-8e3f-4a5b6c7d8e9f',
    alertId,
    step: 'raised',
    severity: 'warning',
    thresholdId: 'irq-usa',
    rule: 'irq-usa',
    subject: 'IRQ-USA',
    name: 'Iraq–United States',
    indicator: 'tension',
    formula: 'tension-1',
    comparison: 'above',
    day: '2024-01-24',
    value: 46.1,
    line: 40,
    reason: null,
    startsAt: '2024-01-24T09:30:00.000Z',
    endsAt: null,
    position: 1_204,
    recordedAtPosition: 1_205,
    evidence: [
      {
        reportId: '0b9c8d7e-6f5a-5b4c-8d3e-2f1a0b9c8d7e',
        sentence: 'US forces bombed a depot near Baghdad on Wednesday.',
        page: `${home}/reports/0b9c8d7e-6f5a-5b4c-8d3e-2f1a0b9c8d7e`,
      },
    ],
    links: {
      page: `${home}/alerts/${alertId}`,
      acknowledge: `${home}/act/acknowledge-example`,
      silence: `${home}/act/silence-example`,
    },
    ...fields,
  };
}

/** A message with that alert in it. */
export function exampleMessage(home: string, fields: Partial<Message> = {}): Message {
  return {
    messageId: '7c1d2e3f-0a1b-5c2d-8e3f-4a5b6c7d8e9f',
    kind: 'alerts',
    channelId: 'desk',
    channelName: 'Desk',
    alerts: [exampleAlert(home)],
    notice: null,
    home,
    anchor: { position: 1_205, seal: '0'.repeat(64) },
    ...fields,
  };
}

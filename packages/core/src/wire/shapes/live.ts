import { z } from 'zod';
import { alertView } from './alert.ts';
import { position } from './common.ts';

/** Messages of `GET /api/v1/live`, by their SSE event name. */
export const liveHello = z.strictObject({ view: z.string(), position }).meta({ id: 'LiveHello' });
export const liveMoved = z
  .strictObject({ position, subjects: z.array(z.string()), days: z.array(z.string()) })
  .meta({ id: 'LiveMoved' });
export const liveAlert = z
  .strictObject({ alert: alertView, change: z.enum(['raised', 'changed', 'cleared']) })
  .meta({ id: 'LiveAlert' });
export const liveMessage = z.union([liveHello, liveMoved, liveAlert, z.strictObject({})]);

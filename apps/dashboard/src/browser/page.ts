import type { AlertView, LiveMoved } from '@tensiometer/core/wire/api.ts';

/** What a page does when the views move; a page without numbers does nothing. */
export type LivePage = {
  moved?(message: LiveMoved): void;
  alerts?(alerts: AlertView[], changed: AlertView | null): void;
  reset?(): void;
};

import { createVault } from '@tensiometer/core/log/vault.ts';
import type { Config } from '@tensiometer/core/runtime/env.ts';
import type { Keys } from '@tensiometer/core/runtime/keys-file.ts';
import type { NotifyConfig } from './notifier.ts';

/** What the environment and the installation's keys say of telling people. */
export function notifyConfig(config: Config, keys: Keys): NotifyConfig {
  const { publicUrl, outboundAllow, smtp } = config;
  return { linking: { home: publicUrl, vault: createVault(keys.secret) }, outboundAllow, smtp };
}

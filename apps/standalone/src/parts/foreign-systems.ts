import path from 'node:path'
import { createPaymentSimulator } from '@hybrid-store/simulator-payment'
import { createSmsSimulator } from '@hybrid-store/simulator-sms'
import type { Start } from '../start.ts'
import { startMahakSimulator } from './mahak-simulator.ts'

/** Where a foreign system is, and where a person can look at it if it is simulated. */
export interface ForeignSystem {
  url: string
  /** Merchant or API key, where the system wants one. */
  key: string
  page: string | null
}

/** Any merchant number of this form is accepted by the simulated bank. */
const SIMULATED_MERCHANT = '00000000-0000-4000-8000-000000000001'

/** Mahak as configured, or its simulator on `databaseUrl`. */
export async function startMahak({ config, life, logger }: Start, databaseUrl: string | null): Promise<ForeignSystem> {
  if (config.MAHAK_BASE_URL || databaseUrl === null) return { url: config.MAHAK_BASE_URL ?? '', key: '', page: null }
  const simulator = await startMahakSimulator({
    port: config.SIM_MAHAK_PORT,
    host: '127.0.0.1',
    databaseUrl,
    catalogue: config.SIM_MAHAK_CATALOGUE,
    logger,
  })
  life.add('simulator of Mahak', simulator, () => simulator.close())
  return { url: `${simulator.url}/API/v3`, key: '', page: `${simulator.url}/` }
}

/** ZarinPal when a merchant id is set, or its simulator. */
export async function startPayment({ config, life, logger }: Start): Promise<ForeignSystem> {
  if (config.ZARINPAL_MERCHANT_ID)
    return { url: config.ZARINPAL_BASE_URL, key: config.ZARINPAL_MERCHANT_ID, page: null }
  const dataFile = path.join(config.STORE_DATA_DIR, 'payment-simulator.jsonl')
  const simulator = await createPaymentSimulator({ port: config.SIM_PAYMENT_PORT, logger, dataFile })
  life.add('simulator of the bank', simulator, () => simulator.close())
  return { url: simulator.url, key: SIMULATED_MERCHANT, page: simulator.url }
}

/** Kavenegar when an API key is set, or its simulator. */
export async function startSms({ config, life, logger }: Start): Promise<ForeignSystem> {
  if (config.KAVENEGAR_API_KEY) return { url: config.KAVENEGAR_BASE_URL, key: config.KAVENEGAR_API_KEY, page: null }
  const dataFile = path.join(config.STORE_DATA_DIR, 'sms-simulator.jsonl')
  const simulator = await createSmsSimulator({ port: config.SIM_SMS_PORT, logger, dataFile })
  life.add('simulator of SMS', simulator, () => simulator.close())
  return { url: simulator.url, key: 'simulated-api-key', page: simulator.url }
}

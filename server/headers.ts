/** What every answer says to browsers, errors and files included. */
import type { RequestHandler } from 'express'
import helmet from 'helmet'

const year = 365 * 24 * 60 * 60

/** Nothing here needs any of these, so no code that gets into the page has them either. */
const unused = [
  ...['camera', 'microphone', 'geolocation', 'display-capture', 'payment', 'usb', 'serial'],
  ...['hid', 'midi', 'accelerometer', 'gyroscope', 'magnetometer'],
]

/**
 * Answers of the API are data: they load nothing, stand in no frame, and no browser and no proxy keeps
 * them. The page and what everybody may read have policies of their own.
 */
export function headers(secure: boolean): RequestHandler[] {
  const none = ["'none'"]
  return [
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: { defaultSrc: none, baseUri: none, objectSrc: none, frameAncestors: none },
      },
      strictTransportSecurity: secure && { maxAge: year },
      xFrameOptions: { action: 'deny' },
    }),
    (_req, res, next) => {
      res.set('Cache-Control', 'no-store')
      res.set('Permissions-Policy', unused.map((one) => `${one}=()`).join(', '))
      next()
    },
  ]
}

import type { Service } from './call.ts';
import type { Phase } from './store/jobs.ts';

/** A time as the shape writes it; milliseconds since 1970 in, ISO 8601 out. */
export function timeText(service: Service, time: number): string {
  const text = new Date(time).toISOString();
  switch (service.shape().times) {
    case 'milliseconds':
      return text;
    case 'seconds':
      return text.replace(/\.\d+/, '');
    case 'offset':
      return text.replace(/\.\d+Z/, '+00:00');
    case 'no-zone':
      return text.replace(/\.\d+Z/, '');
  }
}

/** A job's status as the shape writes it. */
export function statusText(service: Service, phase: Phase): string {
  switch (service.shape().statusWords) {
    case 'lower':
      return phase;
    case 'upper':
      return phase.toUpperCase();
    case 'title':
      return phase.charAt(0).toUpperCase() + phase.slice(1);
    case 'spaced':
      return ` ${phase} `;
  }
}

/** Where uploads and clips are: `http://127.0.0.1:port`, or another name of it. */
export const filesUrl = (service: Service): string =>
  service.shape().filesHost === 'same' ? service.url() : service.url().replace('127.0.0.1', 'localhost');

import { signal } from '@preact/signals';

/** The time, a second at a time for countdowns and ten for ages: what reads one is drawn anew as seldom as will do. */
export const seconds = signal(Date.now());
export const tens = signal(Date.now());

let ticks = 0;

export function startClock(): void {
  setInterval(() => {
    seconds.value = Date.now();
    if (++ticks % 10 === 0) tens.value = seconds.value;
  }, 1000);
}

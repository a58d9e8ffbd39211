// Counts what holds and what does not; says each thing that does not.
export class Report {
  passed = 0;
  failed = 0;
  skipped = 0;

  expect(holds, otherwise) {
    if (holds) {
      this.passed++;
    } else {
      this.failed++;
      console.error(`  wrong: ${otherwise}`);
    }
    return holds;
  }

  skip(what) {
    this.skipped++;
    console.log(`  skipped: ${what}`);
  }

  close() {
    console.log(`deployment: ${this.passed} passed, ${this.failed} failed, ${this.skipped} skipped`);
    process.exitCode = this.failed === 0 ? 0 : 1;
  }
}

const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

// Milliseconds of a duration as Spring Boot and compose write it, or NaN.
export function milliseconds(text) {
  const found = String(text).match(/^(\d+)(ms|s|m|h|d)$/);
  return found ? Number(found[1]) * UNITS[found[2]] : NaN;
}

import { dateOfDay, type Day } from '../core/business-time.ts';
import { seededRandom } from './random.ts';
import type { SampleSupplier } from './sample-suppliers.ts';

const FEWEST_ROWS = 5;
const MOST_ROWS = 24;
const YEAR_MS = 365 * 86_400_000;

/**
 * The price rows of a supplier's deliveries as lines of CSV without a header: dateupd,supid,sku,qty,price.
 * An article keeps its name; its price drifts by a few percent over the months.
 */
export function* priceLines(
  { supplierId, successDays }: SampleSupplier,
  yesterday: Day,
): Generator<string> {
  const random = seededRandom(`prices ${supplierId}`);
  const articles = Array.from({ length: random.int(FEWEST_ROWS, MOST_ROWS) }, (_, i) => ({
    sku: `${supplierId}-${String(i + 1).padStart(3, '0')}`,
    price: random.int(40, 90_000) / 10,
    yearlyRise: random.next() * 0.2,
  }));
  const newest = dateOfDay(yesterday).getTime();
  for (const day of successDays) {
    const age = (newest - dateOfDay(day).getTime()) / YEAR_MS;
    for (const { sku, price, yearlyRise } of articles) {
      const then = (price * (1 - age * yearlyRise)).toFixed(2);
      yield `${day},${supplierId},${sku},${random.int(0, 200)},${then}\n`;
    }
  }
}

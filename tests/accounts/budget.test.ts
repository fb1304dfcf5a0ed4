import { beforeEach, describe, expect, it } from 'vitest';
import { Budgets } from '../../server/accounts/budget.ts';
import type { Viewer } from '../../server/accounts/permissions.ts';

const ROWS = { OPERATOR: 1, ENGINEER: 1, ANALYST: 600, ADMIN: 1, INTEGRATION: 6_000, ROBOT: 1 };
const ann: Viewer = { kind: 'PERSON', id: 'ann', name: 'Ann', role: 'ANALYST' };
const bob: Viewer = { ...ann, id: 'bob' };

let now: number;
let budgets: Budgets;
beforeEach(() => {
  now = 0;
  budgets = new Budgets(ROWS, () => now);
});

describe('A budget', () => {
  it('is the role’s for a minute, and each has one', () => {
    expect(budgets.take(ann, 600)).toBeUndefined();
    expect(budgets.of(ann)).toEqual({ perMinute: 600, left: 0 });
    expect(budgets.of(bob)).toEqual({ perMinute: 600, left: 600 });
    expect(budgets.of({ kind: 'KEY', id: 'key', name: 'Key', role: 'INTEGRATION' }).perMinute).toBe(
      6_000,
    );
  });

  it('comes back evenly, and no further than it was', () => {
    budgets.take(ann, 600);
    now = 30_000;
    expect(budgets.of(ann).left).toBe(300);
    now = 600_000;
    expect(budgets.of(ann).left).toBe(600);
  });

  it('says when what is missing will be there, and takes nothing until then', () => {
    budgets.take(ann, 500);
    expect(budgets.take(ann, 200)).toBe(10); // 100 more, at 10 a second
    expect(budgets.of(ann).left).toBe(100);
    now = 10_000;
    expect(budgets.take(ann, 200)).toBeUndefined();
  });

  it('never has what is more than a minute’s', () => {
    expect(budgets.take(ann, 601)).toBe(Infinity);
  });
});

import type { Reporter, TestModule } from 'vitest/node';

/** Ends a run with one plain line for programs, after the summary for people. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const states = modules.flatMap((module) =>
      [...module.children.allTests()].map((test) => test.result().state),
    );
    const count = (state: string) => states.filter((candidate) => candidate === state).length;
    // a file that does not load, or a hook that fails, has no tests that could fail
    const broken = modules
      .flatMap((module) => [module, ...module.children.allSuites()])
      .filter((suite) => suite.errors().length > 0);
    const line = `${count('passed')} passed, ${count('failed') + broken.length + errors.length} failed, ${count('skipped')} skipped`;
    // behind the summary, which vitest prints at the end of this same event
    setImmediate(() => process.stdout.write(`${line}\n`));
  }
}

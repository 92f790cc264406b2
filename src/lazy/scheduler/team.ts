import { type Invitation, type ModuleWorker, startModuleWorker } from "../../np/internal.ts";
import type { Job, Order, Outcome, Report } from "./messages.ts";

/** What a run gets to know of its workers. */
export interface Listener {
  /** Tells runs apart that go on at the same time. */
  readonly number: number;
  /** Some worker may have room for jobs; also after its outcomes. */
  onRoom(): void;
  onOutcomes(member: Member, outcomes: readonly Outcome[]): void;
  /** The worker is gone with the jobs that it had. */
  onEnd(member: Member): void;
}

/** A worker, and how many messages with jobs it has not answered yet. */
export class Member {
  isReady = false;
  pending = 0;
  /** Whether it is expected to answer soon. */
  isQuick = true;
  /** Tells it from those that came before. */
  readonly number: number;
  readonly #released: number[] = [];
  #worker: ModuleWorker;

  constructor(worker: ModuleWorker, number: number) {
    this.#worker = worker;
    this.number = number;
  }

  send(run: number, jobs: readonly Job[], isQuick: boolean): void {
    this.pending++;
    this.isQuick = isQuick;
    this.#worker.hold(true);
    this.#post({ run, jobs, released: this.#released.splice(0) });
  }

  /** Gives one of the worker's blocks back: told with the next jobs, or when the run is over. */
  release(pointer: number): void {
    this.#released.push(pointer);
  }

  /** Tells the worker what has been given back, and lets the process end without it. */
  rest(): void {
    this.#worker.hold(false);
    if (this.#released.length && this.isReady) {
      this.#post({ run: 0, jobs: [], released: this.#released.splice(0) });
    }
  }

  #post(order: Order): void {
    this.#worker.post(order);
  }
}

/** The workers of this thread's memory, for all runs that go on. They stay for the next one. */
class Team {
  readonly members = new Set<Member>();
  readonly #listeners = new Map<number, Listener>();
  #hired = 0;

  /** Lets a listener have `size` workers; those that are missing are being started. */
  gather(size: number, invitation: Invitation, listener: Listener): void {
    this.#listeners.set(listener.number, listener);
    while (this.members.size < size) this.#hire(invitation);
  }

  /** A run is over. */
  leave({ number }: Listener): void {
    this.#listeners.delete(number);
    if (this.#listeners.size > 0) return;
    for (const member of this.members) member.rest();
  }

  #hire(invitation: Invitation): void {
    let isOver = false;
    const worker: ModuleWorker = startModuleWorker(
      new URL("./worker.js", import.meta.url),
      (message) => this.#hear(member, message as Report),
      () => {
        if (isOver) return;
        isOver = true;
        this.members.delete(member);
        for (const listener of this.#all()) listener.onEnd(member);
      },
    );
    const member = new Member(worker, ++this.#hired);
    this.members.add(member);
    worker.post({ invitation } satisfies Order);
  }

  #hear(member: Member, report: Report): void {
    if ("ready" in report) member.isReady = true;
    else if (report.outcomes.length > 0) {
      member.pending--;
      this.#listeners.get(report.run)!.onOutcomes(member, report.outcomes);
    }
    for (const listener of this.#all()) listener.onRoom();
  }

  /** Those that listen now; some may leave while they are told. */
  #all(): Listener[] {
    return [...this.#listeners.values()];
  }
}

/** The one team of this thread. */
export const team = new Team();

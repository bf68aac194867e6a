import { spawn, type ChildProcess } from "node:child_process";

const running = new Set<ChildProcess>();

/** Stops every command that {@link run} or {@link show} started. */
export function stopAll(): void {
  for (const child of running) child.kill("SIGTERM");
}

function finished(child: ChildProcess): Promise<number> {
  running.add(child);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      running.delete(child);
      resolve(code ?? (signal ? 130 : 1));
    });
  });
}

/** Runs a command without input, quietly. @throws Error with its output if it fails */
export async function run(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], env });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  const code = await finished(child);
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${code}:\n${output}`);
}

/** Runs a command without input, its output shown; true if it succeeds. */
export async function show(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<boolean> {
  return (
    (await finished(spawn(command, args, { stdio: ["ignore", "inherit", "inherit"], env }))) === 0
  );
}

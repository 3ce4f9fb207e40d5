import type { Value } from '../resource/value.ts';
import type { Location } from '../text/location.ts';
import type { UserCallExpression } from '../template/expression.ts';
import type { Env, LocalBinding } from './frame.ts';
import { envOf } from './frame.ts';
import { nullValue } from '../resource/make-value.ts';
import { refuse } from './member.ts';
import { typeProblem } from './type-check.ts';

/** A call of a user function: its body with the parameters bound to the arguments. Functions see nothing else of their template. */
export function evaluateUserCall(expression: UserCallExpression, env: Env): Value {
  const { function: declaration, arguments: args } = expression;
  const { session } = env.frame;
  if (args.length !== declaration.parameters.length) {
    return refuse(
      env,
      expression.at,
      `The template function '${declaration.name}' is not valid. The number of arguments '${args.length}' does not match the number of parameters '${declaration.parameters.length}'.`,
    );
  }
  if (isArgumentOf(declaration.name, env)) {
    const message = `The '${declaration.name}' symbol references itself in its own definition, which is not allowed.`;
    return refuse(env, expression.at, message, 'cycle');
  }
  const inArguments = { ...env, locals: argumentOf(declaration.name, expression.at, env) };
  let locals = innermostCall(env);
  for (const [index, parameter] of declaration.parameters.entries()) {
    const argument = args[index];
    if (argument === undefined) continue;
    const value = session.evaluate(argument, inArguments);
    const problem = typeProblem(value, parameter.type, env);
    if (problem !== undefined) {
      return refuse(
        env,
        argument.at,
        `The provided value for the function parameter '${parameter.name}' is not valid. ${problem}`,
      );
    }
    locals = { kind: 'function', name: parameter.name.toLowerCase(), value, next: locals };
  }
  return session.evaluate(declaration.body, { ...envOf(env.frame), loops: undefined, locals });
}

/** The engine takes a call of a function among its own arguments, or in a function called there, for one in its own body. */
function isArgumentOf(name: string, env: Env): boolean {
  for (let binding = env.locals; binding !== undefined; binding = binding.next)
    if (binding.kind === 'call' && binding.name === name) return true;
  return false;
}

/** The calls around, for the body of a function that sees nothing else of what is around it. */
function innermostCall(env: Env): LocalBinding | undefined {
  let binding = env.locals;
  while (binding !== undefined && binding.kind !== 'call') binding = binding.next;
  return binding;
}

function argumentOf(name: string, at: Location, env: Env): LocalBinding {
  return { kind: 'call', name, value: nullValue(at), next: env.locals };
}

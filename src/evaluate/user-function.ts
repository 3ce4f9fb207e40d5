import type { Value } from '../resource/value.ts';
import type { UserCallExpression } from '../template/expression.ts';
import type { Env, LocalBinding } from './frame.ts';
import { envOf } from './frame.ts';
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
  let locals: LocalBinding | undefined;
  for (const [index, parameter] of declaration.parameters.entries()) {
    const argument = args[index];
    if (argument === undefined) continue;
    const value = session.evaluate(argument, env);
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

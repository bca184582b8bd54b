using Tarn.Common;
using Tarn.Engine.Dialect;

namespace Tarn.Queries;

/// <summary>A statement whose tables are known to the engine.</summary>
/// <param name="Scope">Who gets it disposes it.</param>
/// <param name="Statement">Ready to run.</param>
/// <param name="Inputs">Names of the tables it reads, those under views included.</param>
internal sealed record BoundStatement(
    IReadScope Scope, DialectStatement Statement, IReadOnlyList<TableName> Inputs);

using Tarn.Common;
using Tarn.Engine;

namespace Tarn.Queries;

/// <summary>What a query would give, without its rows.</summary>
/// <param name="Columns">Of its result.</param>
/// <param name="Inputs">Names of the tables it reads, those under views included.</param>
public sealed record QueryShape(IReadOnlyList<ResultColumn> Columns, IReadOnlyList<TableName> Inputs);

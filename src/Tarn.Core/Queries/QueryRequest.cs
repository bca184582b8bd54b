using Tarn.Tables;

namespace Tarn.Queries;

/// <summary>One SELECT to run.</summary>
/// <param name="Sql">As written.</param>
/// <param name="Parameters">Values for <c>$name</c>.</param>
/// <param name="AsOf">Which versions of managed tables, as for <see cref="QueryRunner"/>; null is the newest.</param>
public sealed record QueryRequest(string Sql, IReadOnlyDictionary<string, object?> Parameters, AsOf? AsOf)
{
    /// <summary>One without parameters, over the newest versions.</summary>
    internal static QueryRequest Of(string sql) => new(sql, new Dictionary<string, object?>(), AsOf: null);
}

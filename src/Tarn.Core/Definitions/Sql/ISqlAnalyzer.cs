using Tarn.Engine.Dialect;

namespace Tarn.Definitions.Sql;

/// <summary>Finds out what a SELECT reads, without running it.</summary>
public interface ISqlAnalyzer
{
    /// <summary>What the text names, or why it is no SELECT. Wrong SQL is a result, not an exception.</summary>
    Task<SqlAnalysis> AnalyzeAsync(string sql, SqlDialect dialect, CancellationToken cancellationToken);
}

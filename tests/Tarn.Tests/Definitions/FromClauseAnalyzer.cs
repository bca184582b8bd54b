using System.Text.RegularExpressions;
using Tarn.Common;
using Tarn.Definitions.Sql;
using Tarn.Engine.Dialect;

namespace Tarn.Tests.Definitions;

/// <summary>
/// Stands in for the engine's parser: what follows FROM and JOIN is a table or function, and <c>SELEC</c> is a
/// syntax error.
/// </summary>
internal sealed partial class FromClauseAnalyzer : ISqlAnalyzer
{
    public Task<SqlAnalysis> AnalyzeAsync(string sql, SqlDialect dialect, CancellationToken cancellationToken) =>
        Task.FromResult(Analyze(sql));

    private static SqlAnalysis Analyze(string sql)
    {
        if (Mistake().Match(sql) is { Success: true } mistake)
        {
            string message = $"syntax error at or near \"{mistake.Value}\"";
            return new SqlAnalysis.Refused(ErrorCodes.SqlSyntax, message, mistake.Index);
        }

        List<SqlTableReference> tables = [];
        List<SqlFunctionReference> functions = [];
        foreach (Group name in Reference().Matches(sql).Select(match => match.Groups["name"]))
        {
            bool isFunction = sql.AsSpan(name.Index + name.Length).StartsWith("(");
            bool isFile = name.Value.StartsWith('\'');
            string[] parts = isFile ? [name.Value.Trim('\'')] : name.Value.Replace("\"", "").Split('.');
            if (isFunction)
            {
                functions.Add(new SqlFunctionReference(name.Value, name.Index));
            }
            else
            {
                tables.Add(new SqlTableReference(parts, name.Index));
            }
        }

        return new SqlAnalysis.Parsed(tables, functions);
    }

    [GeneratedRegex(@"\bSELEC\b")]
    private static partial Regex Mistake();

    [GeneratedRegex(@"\b(FROM|JOIN)\s+(?<name>'[^']+'|[\w.""]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Reference();
}

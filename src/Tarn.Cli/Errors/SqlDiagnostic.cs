using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Errors;
using Tarn.Queries;

namespace Tarn.Cli.Errors;

/// <summary>Errors in SQL that a person gave, shown at their place in it.</summary>
internal static class SqlDiagnostic
{
    /// <summary>The same error with file, line and caret; the exception itself when it has no place.</summary>
    /// <param name="exception">What ended the query.</param>
    /// <param name="sql">What was run.</param>
    public static Exception Locate(TarnException exception, SqlInFile sql)
    {
        int? position = exception switch
        {
            EngineException engine => engine.Position,
            StatementException statement => statement.Position,
            _ => null,
        };
        if (position is not { } offset)
        {
            return exception;
        }

        IReadOnlyList<string> lines = exception is EngineException failed ? failed.Lines : [exception.Message];
        return new DiagnosticException(
        [
            new Diagnostic
            {
                Code = exception.Code,
                Message = lines[0],
                Location = sql.Locate(offset),
                SourceLine = sql.LineAt(offset),
                Label = exception.Hint,
                Notes = [.. lines.Skip(1)],
            },
        ]);
    }
}

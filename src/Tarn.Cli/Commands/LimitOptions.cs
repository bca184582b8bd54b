using System.CommandLine;
using System.CommandLine.Parsing;
using Tarn.Common;
using Tarn.Queries.Limits;

namespace Tarn.Cli.Commands;

/// <summary>Limits of one statement on the command line; they come before those of lake.yaml.</summary>
internal static class LimitOptions
{
    private static readonly Option<TimeSpan?> Timeout = new("--timeout")
    {
        Description = "Stop the statement after this time; the default is engine.limits.time of lake.yaml",
        HelpName = "DURATION",
        CustomParser = ParseDuration,
    };

    private static readonly Option<long?> RowsMax = new("--max-rows")
    {
        Description = "Fail when there are more rows",
        HelpName = "N",
        CustomParser = ParseCount,
    };

    private static readonly Option<long?> BytesMax = new("--max-bytes")
    {
        Description = "Fail before reading when the columns and row groups needed are larger",
        HelpName = "SIZE",
        CustomParser = ParseBytes,
    };

    private static readonly Option<long?> MemoryMax = new("--max-memory")
    {
        Description = "Memory of the engine for this statement alone",
        HelpName = "SIZE",
        CustomParser = ParseBytes,
    };

    public static void AddTo(Command command)
    {
        command.Options.Add(Timeout);
        command.Options.Add(RowsMax);
        command.Options.Add(BytesMax);
        command.Options.Add(MemoryMax);
    }

    public static QueryLimits Read(CommandContext context, QueryLimits lake) => lake with
    {
        TimeMax = context.Arguments.GetValue(Timeout) ?? lake.TimeMax,
        RowsMax = context.Arguments.GetValue(RowsMax) ?? lake.RowsMax,
        ScannedBytesMax = context.Arguments.GetValue(BytesMax) ?? lake.ScannedBytesMax,
        MemoryBytesMax = context.Arguments.GetValue(MemoryMax) ?? lake.MemoryBytesMax,
    };

    private static TimeSpan? ParseDuration(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (UnitText.TryParseDuration(text) is TimeSpan duration && duration > TimeSpan.Zero)
        {
            return duration;
        }

        result.AddError($"'{text}' is no duration; expected a number and a unit such as 30s or 5m");
        return null;
    }

    private static long? ParseCount(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (long.TryParse(text, out long count) && count > 0)
        {
            return count;
        }

        result.AddError($"'{text}' is no number of rows; expected a whole number from 1");
        return null;
    }

    private static long? ParseBytes(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (UnitText.TryParseBytes(text) is long bytes)
        {
            return bytes;
        }

        result.AddError($"'{text}' is no size; expected a number and a unit such as 500MB or 2GiB");
        return null;
    }
}

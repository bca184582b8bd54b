using Tarn.Catalog;
using Tarn.Common;
using Tarn.Queries;

namespace Tarn.Cli.Commands;

/// <summary>Says which rows and values a result lacks, since it would otherwise look whole.</summary>
internal static class QueryWarnings
{
    private const int LinesShownMax = 10;

    /// <summary>Call it once the rows have been read: only then all unreadable lines are known.</summary>
    public static async Task WriteAsync(
        CommandContext context, QueryExecution execution, CancellationToken cancellationToken)
    {
        foreach (UnreadableFile file in execution.Unreadable)
        {
            context.Warn(
                ErrorCodes.UnreadableInput,
                $"{file.Bucket}/{file.Key} cannot be read and is left out: {file.Reason}");
        }

        foreach (UnfitColumn column in execution.Unfit)
        {
            context.Warn(ErrorCodes.UnreadableInput, column.ToString());
        }

        IReadOnlyList<UnreadableLine> lines = await execution.UnreadableLinesAsync(cancellationToken);
        foreach (UnreadableLine line in lines.Take(LinesShownMax))
        {
            context.Warn(
                ErrorCodes.UnreadableInput,
                $"{line.File}:{line.Line} cannot be read and is left out: {line.Reason}");
        }

        if (lines.Count > LinesShownMax)
        {
            context.Warn(
                ErrorCodes.UnreadableInput,
                $"{lines.Count - LinesShownMax} more lines cannot be read and are left out");
        }
    }
}

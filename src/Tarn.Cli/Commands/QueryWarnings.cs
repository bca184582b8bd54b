using Tarn.Catalog;
using Tarn.Common;
using Tarn.Queries;

namespace Tarn.Cli.Commands;

/// <summary>Says which rows and values a result lacks, since it would otherwise look whole.</summary>
internal static class QueryWarnings
{
    private const int LinesShownMax = 10;

    public static void Write(CommandContext context, QueryOmissions omissions)
    {
        foreach (UnreadableFile file in omissions.Files)
        {
            context.Warn(
                ErrorCodes.UnreadableInput,
                $"{file.Bucket}/{file.Key} cannot be read and is left out: {file.Reason}");
        }

        foreach (UnfitColumn column in omissions.Unfit)
        {
            context.Warn(ErrorCodes.UnreadableInput, column.ToString());
        }

        foreach (UnreadableLine line in omissions.Lines.Take(LinesShownMax))
        {
            context.Warn(
                ErrorCodes.UnreadableInput,
                $"{line.File}:{line.Line} cannot be read and is left out: {line.Reason}");
        }

        if (omissions.Lines.Count > LinesShownMax)
        {
            context.Warn(
                ErrorCodes.UnreadableInput,
                $"{omissions.Lines.Count - LinesShownMax} more lines cannot be read and are left out");
        }
    }
}

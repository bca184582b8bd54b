namespace Tarn.Cli.Output;

/// <summary>How wide the columns of a table are on a terminal.</summary>
/// <param name="Widths">Cells of each column shown, from the left.</param>
/// <param name="ColumnsHidden">Columns at the right for which there is no room.</param>
internal sealed record TableLayout(IReadOnlyList<int> Widths, int ColumnsHidden)
{
    /// <summary>Cells between columns.</summary>
    public const int Gap = 2;

    private const int WidthMin = 12;

    /// <summary>
    /// Texts give room first, the widest most; numbers are never cut, since a cut number reads as another number.
    /// What does not fit even so is left out at the right.
    /// </summary>
    /// <param name="columns">The columns.</param>
    /// <param name="natural">Cells that each column would need.</param>
    /// <param name="widthMax">Cells of the terminal; null means no limit.</param>
    public static TableLayout Fit(
        IReadOnlyList<OutputColumn> columns, IReadOnlyList<int> natural, int? widthMax)
    {
        int[] widths = [.. natural];
        if (widthMax is not { } limit)
        {
            return new TableLayout(widths, 0);
        }

        int shown = CountThatFit(columns, widths, limit);
        int excess = Total(widths, shown) - limit;
        while (excess > 0)
        {
            int widest = WidestText(columns, widths, shown);
            if (widest < 0)
            {
                break;
            }

            widths[widest]--;
            excess--;
        }

        return new TableLayout(widths[..shown], columns.Count - shown);
    }

    /// <summary>Columns from the left that fit when every text is as narrow as allowed; at least one.</summary>
    private static int CountThatFit(IReadOnlyList<OutputColumn> columns, int[] widths, int limit)
    {
        int total = -Gap;
        for (int i = 0; i < widths.Length; i++)
        {
            total += Gap + (columns[i].CanBeCut ? Math.Min(widths[i], WidthMin) : widths[i]);
            if (total > limit && i > 0)
            {
                return i;
            }
        }

        return widths.Length;
    }

    private static int WidestText(IReadOnlyList<OutputColumn> columns, int[] widths, int shown)
    {
        int widest = -1;
        for (int i = 0; i < shown; i++)
        {
            bool canShrink = columns[i].CanBeCut && widths[i] > WidthMin;
            if (canShrink && (widest < 0 || widths[i] > widths[widest]))
            {
                widest = i;
            }
        }

        return widest;
    }

    private static int Total(int[] widths, int shown) =>
        widths.Take(shown).Sum() + (Gap * Math.Max(0, shown - 1));
}

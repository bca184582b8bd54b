using System.Text;
using Tarn.Cli.Output;

namespace Tarn.Cli.Shell.Editing;

/// <summary>Shows what a word may become, in columns.</summary>
internal sealed class CandidateList(IShellScreen screen, Palette palette)
{
    private const int ShownMax = 60;
    private const int Gap = 2;

    public void Write(IReadOnlyList<string> candidates)
    {
        string[] shown = [.. candidates.Take(ShownMax)];
        int width = shown.Max(TextWidth.Of) + Gap;
        int columns = Math.Max(1, (screen.Width - 1) / width);
        StringBuilder text = new();
        foreach (string[] line in shown.Chunk(columns))
        {
            text.Append(string.Concat(line.Select(candidate => candidate.PadRight(width))).TrimEnd()).Append("\r\n");
        }

        if (candidates.Count > shown.Length)
        {
            text.Append(palette.Dim($"{TextWidth.Cut} and {candidates.Count - shown.Length} more")).Append("\r\n");
        }

        screen.Write(text.ToString());
    }
}

using System.Text;

namespace Tarn.Bench;

/// <summary>Results of one benchmark, as a Markdown table.</summary>
internal sealed record BenchTable(string Title, IReadOnlyList<string> Columns)
{
    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells) => _rows.Add(cells);

    public string ToMarkdown()
    {
        StringBuilder text = new();
        text.AppendLine($"### {Title}").AppendLine();
        text.AppendLine($"| {string.Join(" | ", Columns)} |");
        text.AppendLine($"|{string.Concat(Columns.Select((_, i) => i == 0 ? "---|" : "---:|"))}");
        foreach (string[] row in _rows)
        {
            text.AppendLine($"| {string.Join(" | ", row)} |");
        }

        return text.ToString();
    }
}

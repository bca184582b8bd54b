using Tarn.Tables;

namespace Tarn.Jobs.Execution;

/// <summary>The files that one pass wrote, by outcome: 0 for the table, n for the model's nth check.</summary>
internal sealed class RowsByOutcome(IReadOnlyDictionary<int, IReadOnlyList<WrittenFile>> files)
{
    public long Total => files.Keys.Sum(Count);

    public IReadOnlyList<WrittenFile> Files(int outcome) => files.GetValueOrDefault(outcome, []);

    public long Count(int outcome) => Files(outcome).Sum(file => file.File.RowCount ?? 0);
}

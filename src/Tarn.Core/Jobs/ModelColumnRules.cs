using Tarn.Common;
using Tarn.Jobs.Checks;

namespace Tarn.Jobs;

/// <summary>What a model's front matter says of columns, held against the columns that its SELECT makes.</summary>
internal sealed class ModelColumnRules(ModelDefinition model, ModelColumns columns, string lakeDirectory)
{
    private readonly SourceLocation _top = model.SqlStart with { Line = 1, Column = 1, Length = 1 };

    public IReadOnlyList<Diagnostic> FindProblems()
    {
        List<Diagnostic> problems = [];
        string[] stored = [.. columns.Stored.Select(field => field.Name)];
        string[] all = [.. columns.All.Select(field => field.Name)];
        foreach (string name in all.GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1).Select(group => group.Key))
        {
            problems.Add(At(
                model.SqlStart, $"the SELECT makes the column '{name}' twice; give one of them another name"));
        }

        if (stored.Length == model.PartitionBy.Count)
        {
            problems.Add(At(model.SqlStart, "the SELECT makes no column to store besides the partition columns"));
        }

        problems.AddRange(Missing(model.PartitionBy, stored, "partition_by", _top));
        problems.AddRange(Missing(model.UniqueKey, stored, "unique_key", _top));
        problems.AddRange(Missing(model.LatestBy is { } latest ? [latest] : [], all, "latest_by", _top));
        problems.AddRange(Missing(model.Columns.Keys, stored, "columns", _top));
        foreach (CheckDefinition check in model.Checks)
        {
            string[] usable = OutcomeSql.Decides(check) ? all : stored;
            problems.AddRange(Missing(Named(check), usable, $"check '{check.Name}'", check.Location));
        }

        return problems;
    }

    private static IEnumerable<string> Named(CheckDefinition check) => check switch
    {
        CheckDefinition.NotNull rule => rule.Columns,
        CheckDefinition.Unique rule => rule.Columns,
        CheckDefinition.Freshness rule => [rule.Column],
        _ => [],
    };

    private IEnumerable<Diagnostic> Missing(
        IEnumerable<string> names, string[] known, string where, SourceLocation location)
    {
        foreach (string name in names.Where(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase)))
        {
            string why = model.Private?.Drops(name) == true
                ? "which 'private' drops"
                : "which the SELECT does not make";
            yield return At(location, $"{where} names the column '{name}', {why}") with
            {
                Label = Suggestion.DidYouMean(name, known),
                Notes = [$"columns: {string.Join(", ", known)}"],
            };
        }
    }

    private Diagnostic At(SourceLocation location, string message) => new()
    {
        Code = ErrorCodes.SqlBinding,
        Message = message,
        Location = location,
        SourceLine = SourceText.ReadLine(lakeDirectory, location),
    };
}

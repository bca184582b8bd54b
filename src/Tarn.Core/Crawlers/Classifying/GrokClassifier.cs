using System.Text.RegularExpressions;
using Tarn.Catalog.Entries;
using Tarn.Catalog.Grok;
using Tarn.Catalog.Types;
using Tarn.Crawlers.Inference;
using Tarn.Crawlers.Sampling;

namespace Tarn.Crawlers.Classifying;

/// <summary>Logs whose lines a pattern takes apart: nine of ten lines of the sample must fit.</summary>
internal sealed class GrokClassifier
{
    private const int LinesMax = 1000;
    private const int LineCharactersMax = 64 * 1024;
    private const double FittingMin = 0.9;

    private readonly GrokFormat _format;
    private readonly GrokExpression _compiled;
    private readonly Regex _regex;
    private readonly string? _name;

    private GrokClassifier(GrokFormat format, string? name)
    {
        _format = format;
        _name = name;
        _compiled = GrokCompiler.Compile(format);
        _regex = new Regex(_compiled.Expression, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    }

    /// <exception cref="Tarn.Common.TarnException"><c>TN1005</c>: the pattern is none.</exception>
    public static GrokClassifier Create(GrokFormat format, string? name = null) => new(format, name);

    public Classification? Classify(TextSample sample, string key)
    {
        SchemaColumn[] columns =
            [.. _compiled.Columns.Select(column => new SchemaColumn(column.Name, column.Type ?? HiveType.Void))];
        int lines = 0;
        int fitting = 0;
        foreach (string line in sample.Lines().Take(LinesMax))
        {
            lines++;
            Match match = line.Length <= LineCharactersMax ? _regex.Match(line) : Match.Empty;
            if (match.Success)
            {
                fitting++;
                Add(columns, match);
            }
            else if (lines == 1)
            {
                return null;
            }
        }

        return lines == 0 || fitting < lines * FittingMin ? null : new Classification.Known(new FileSchema
        {
            Format = DataFormat.Grok,
            Grok = _format,
            Classifier = _name,
            Columns = columns,
        });
    }

    /// <summary>Web servers write a dash for nothing.</summary>
    private void Add(SchemaColumn[] columns, Match match)
    {
        for (int i = 0; i < columns.Length; i++)
        {
            string value = match.Groups[i + 1].Value;
            if (_compiled.Columns[i].Type is null && value != "-")
            {
                columns[i] = TextInference.Add(columns[i], value);
            }
        }
    }
}

using Tarn.Catalog.Entries;

namespace Tarn.Crawlers;

/// <summary>A classifier of the lake's own, tried before those of Tarn.</summary>
/// <param name="Name">As messages name it.</param>
public abstract record CustomClassifier(string Name)
{
    /// <summary>Pattern of the names of files it is for, without folders; null is all.</summary>
    public string? Files { get; init; }

    /// <param name="Name">As messages name it.</param>
    /// <param name="Format">Nine of ten lines must fit.</param>
    public sealed record Grok(string Name, GrokFormat Format) : CustomClassifier(Name);

    /// <param name="Name">As messages name it.</param>
    /// <param name="Delimiter">Nine of ten records must have the same number of fields, at least two.</param>
    public sealed record Csv(string Name, char Delimiter) : CustomClassifier(Name)
    {
        public char Quote { get; init; } = '"';

        public char? Escape { get; init; }

        /// <summary>Whether the first line names the columns; null looks at it.</summary>
        public bool? HasHeader { get; init; }
    }

    /// <summary>Takes files for JSON, so that one that is broken is reported as that.</summary>
    /// <param name="Name">As messages name it.</param>
    public sealed record Json(string Name) : CustomClassifier(Name);
}

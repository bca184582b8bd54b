using Tarn.Common;

namespace Tarn.Definitions.Yaml;

/// <summary>
/// A node of a YAML file that remembers where it stood. Scalars are text; who reads them gives them a type.
/// </summary>
internal abstract record YamlNode(SourceLocation Location)
{
    /// <summary>The node's kind as messages say it.</summary>
    public abstract string Kind { get; }

    /// <summary>True for a key without value, <c>~</c> and <c>null</c>: the same as leaving the key out.</summary>
    public virtual bool IsNull => false;

    /// <param name="Value">Text without quotes, escapes resolved.</param>
    /// <param name="Style">How it was written.</param>
    internal sealed record Scalar(string Value, ScalarStyle Style, SourceLocation Location) : YamlNode(Location)
    {
        public override string Kind => IsNull ? "nothing" : $"'{Shown.Text(Value)}'";

        public override bool IsNull => Style == ScalarStyle.Plain && Value is "" or "~" or "null";
    }

    internal sealed record Sequence(IReadOnlyList<YamlNode> Items, SourceLocation Location) : YamlNode(Location)
    {
        public override string Kind => "a list";
    }

    internal sealed record Map(IReadOnlyList<YamlEntry> Entries, SourceLocation Location) : YamlNode(Location)
    {
        public override string Kind => "a map";

        public YamlEntry? Find(string key) => Entries.FirstOrDefault(entry => entry.Key.Value == key);
    }
}

/// <summary>One key of a map with its value.</summary>
internal sealed record YamlEntry(YamlNode.Scalar Key, YamlNode Value);

internal enum ScalarStyle
{
    Plain,
    Quoted,

    /// <summary>A <c>|</c> block: line ends are kept.</summary>
    Literal,

    /// <summary>A <c>&gt;</c> block: lines are joined.</summary>
    Folded,
}

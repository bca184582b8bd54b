using System.Text;

namespace Tarn.Engine.Dialect.Rewriting;

/// <summary>Collects the rewritten text and where each piece of it comes from.</summary>
internal sealed class SqlOutput(string source)
{
    private readonly StringBuilder _text = new();

    public SourceMap Map { get; } = new();

    public string Source { get; } = source;

    /// <summary>Copies a part of the source as it is.</summary>
    public void Copy(int start, int end)
    {
        if (end > start)
        {
            Map.Add(_text.Length, start, isCopy: true);
            _text.Append(Source, start, end - start);
        }
    }

    /// <summary>Writes text that stands for what begins at a place of the source.</summary>
    public void Write(string text, int source)
    {
        if (text.Length > 0)
        {
            Map.Add(_text.Length, source, isCopy: false);
            _text.Append(text);
        }
    }

    public override string ToString() => _text.ToString();
}

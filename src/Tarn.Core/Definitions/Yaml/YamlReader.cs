using Tarn.Common;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlScalarStyle = YamlDotNet.Core.ScalarStyle;

namespace Tarn.Definitions.Yaml;

/// <summary>
/// Builds the node tree from parser events with a stack of its own. Definitions may come from strangers, so depth and
/// number of events are limited, and what can make a small file large or mean code (anchors, tags) is refused.
/// </summary>
internal sealed class YamlReader(SourceText source, DiagnosticBag diagnostics)
{
    public const int DepthMax = 64;
    public const int EventsMax = 100_000;

    private readonly Stack<OpenNode> _open = [];
    private YamlNode? _root;
    private int _offset;
    private bool _refused;

    /// <summary>The map that the file is, or null after reporting why it is none.</summary>
    /// <param name="start">Offset in the file at which the YAML starts.</param>
    /// <param name="end">Offset at which it ends.</param>
    public YamlNode.Map? ReadMap(int start, int end)
    {
        _offset = start;
        string text = source.Text[start..end];
        int errorsBefore = diagnostics.ErrorCount;
        try
        {
            ReadEvents(new Parser(new StringReader(text)));
        }
        catch (YamlException exception)
        {
            YamlSyntax.Report(source, diagnostics, _offset + (int)exception.Start.Index, exception.Message);
        }
        catch (InvalidOperationException)
        {
            // The scanner of YamlDotNet 16.3 ends this way when a flow list or map is not closed before the next key.
            int offset = _open.TryPeek(out OpenNode? open) ? open.Offset : _offset;
            YamlSyntax.Report(source, diagnostics, offset, "this is not closed before the next key");
        }

        if (diagnostics.ErrorCount > errorsBefore)
        {
            return null;
        }

        return _root switch
        {
            YamlNode.Map map => map,
            null or { IsNull: true } => new YamlNode.Map([], source.Locate(start)),
            _ => NotAMap(_root),
        };
    }

    private YamlNode.Map? NotAMap(YamlNode root)
    {
        diagnostics.Error(
            ErrorCodes.BadValue,
            root.Location,
            $"expected keys with values, found {root.Kind}",
            "expected 'key: value'");
        return null;
    }

    private void ReadEvents(Parser parser)
    {
        int documents = 0;
        for (int events = 0; !_refused && parser.MoveNext(); events++)
        {
            ParsingEvent current = parser.Current!;
            if (events >= EventsMax)
            {
                TooComplex(current, $"more than {EventsMax} YAML elements", "split the file");
            }
            else if (current is DocumentStart document && (documents++ > 0 || document.Version is not null))
            {
                TooComplex(current, "one file holds one YAML document without directives", "remove this");
            }

            Handle(current);
        }
    }

    private void Handle(ParsingEvent current)
    {
        if (current is AnchorAlias || current is NodeEvent { Anchor.IsEmpty: false })
        {
            TooComplex(current, "YAML anchors and aliases are not supported", "write the value out");
        }
        else if (current is NodeEvent { Tag.IsEmpty: false })
        {
            TooComplex(current, "YAML tags are not supported", "remove the tag");
        }
        else if (current is Scalar scalar)
        {
            Add(new YamlNode.Scalar(scalar.Value, StyleOf(scalar), Locate(scalar)));
        }
        else if (current is MappingStart or SequenceStart)
        {
            if (_open.Count == DepthMax)
            {
                TooComplex(current, $"YAML nested deeper than {DepthMax} levels", "too deep");
            }

            _open.Push(new OpenNode(Locate(current), _offset + (int)current.Start.Index, current is MappingStart));
        }
        else if (current is MappingEnd or SequenceEnd)
        {
            Add(_open.Pop().Close());
        }
    }

    private void Add(YamlNode node)
    {
        if (!_open.TryPeek(out OpenNode? parent))
        {
            _root = node;
        }
        else if (!parent.TryAdd(node, out YamlNode.Scalar? twin))
        {
            ReportKey(node, twin);
        }
    }

    private void ReportKey(YamlNode key, YamlNode.Scalar? twin)
    {
        if (twin is null)
        {
            diagnostics.Error(
                ErrorCodes.YamlSyntax, key.Location, $"a key must be text, found {key.Kind}", "expected 'key: value'");
            return;
        }

        diagnostics.Error(
            ErrorCodes.DuplicateKey,
            key.Location,
            $"key '{Shown.Text(twin.Value)}' appears twice",
            "and again here",
            twin.Location,
            "keep one of them");
    }

    private void TooComplex(ParsingEvent current, string message, string label)
    {
        _refused = true;
        diagnostics.Error(ErrorCodes.YamlTooComplex, Locate(current), message, label);
    }

    private SourceLocation Locate(ParsingEvent current)
    {
        int length = current is Scalar or AnchorAlias ? (int)(current.End.Index - current.Start.Index) : 1;
        return source.Locate(_offset + (int)current.Start.Index, length);
    }

    private static ScalarStyle StyleOf(Scalar scalar) => scalar.Style switch
    {
        YamlScalarStyle.Plain => ScalarStyle.Plain,
        YamlScalarStyle.Literal => ScalarStyle.Literal,
        YamlScalarStyle.Folded => ScalarStyle.Folded,
        _ => ScalarStyle.Quoted,
    };
}

using System.Globalization;
using System.Runtime.CompilerServices;
using Tarn.Engine.Dialect.Syntax;
using Tarn.Engine.Dialect.Typing;
using Tarn.Engine.Types;

namespace Tarn.Engine.Dialect.Rewriting;

/// <summary>
/// Writes a statement of Athena's dialect as the engine understands it. Each kind of construct that differs has a class
/// of its own; the rest is copied, blanks and comments included.
/// </summary>
internal sealed class Rewriter
{
    private readonly SqlOutput _output;
    private readonly TypeBook _types;
    private readonly UnnamedColumns _unnamed;
    private readonly bool _isAsking;
    private readonly Dictionary<int, int> _numbers = [];
    private readonly HashSet<SqlNode> _asked = new(ReferenceEqualityComparer.Instance);

    /// <param name="source">The statement.</param>
    /// <param name="types">The types that are known of its expressions.</param>
    /// <param name="unnamed">Names its columns that have no name.</param>
    /// <param name="isAsking">Whether others are to be asked for: then the text is for binding only.</param>
    public Rewriter(string source, TypeBook types, UnnamedColumns unnamed, bool isAsking)
    {
        _output = new SqlOutput(source);
        _types = types;
        _unnamed = unnamed;
        _isAsking = isAsking;
    }

    /// <summary>Whether a type was wanted that is not known.</summary>
    public bool LacksTypes { get; private set; }

    public string Source => _output.Source;

    public SourceMap Map => _output.Map;

    /// <summary>Functions of ours that the text calls.</summary>
    public HashSet<string> OwnFunctions { get; } = new(StringComparer.Ordinal);

    public override string ToString() => _output.ToString();

    /// <summary>Writes text in place of a construct; <c>tarn_…</c> names in it are noted.</summary>
    public void Text(string text, SqlNode place)
    {
        OwnFunctions.UnionWith(OwnNames.In(text));
        _output.Write(text, place.Start);
    }

    /// <summary>The type the engine takes an expression to be of; null as long as that is not known.</summary>
    public EngineType? TypeOf(SqlNode node)
    {
        EngineType? type = _types.Find(node);
        if (type is null)
        {
            LacksTypes = true;
            if (_isAsking)
            {
                _asked.Add(node);
            }
        }

        return type;
    }

    public void Copy(int start, int end) => _output.Copy(start, end);

    public string SourceOf(SqlNode node) => Source[node.Start..node.End];

    /// <exception cref="InsufficientExecutionStackException">The statement is nested too deeply.</exception>
    public void Node(SqlNode node)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (_asked.Remove(node))
        {
            (string before, string after) = TypeProbe.Around(_types.Ask(node));
            Text(before, node);
            Plain(node);
            Text(after, node);
        }
        else
        {
            Plain(node);
        }
    }

    /// <summary>Nodes, with what stands between them in the source.</summary>
    public void Sequence(int start, int end, IEnumerable<SqlNode> nodes)
    {
        int place = start;
        foreach (SqlNode node in nodes)
        {
            Copy(place, node.Start);
            Node(node);
            place = node.End;
        }

        Copy(place, end);
    }

    public void Bracketed(SqlNode.Bracketed bracketed) =>
        Sequence(bracketed.Start, bracketed.End, bracketed.Items);

    private void Plain(SqlNode node)
    {
        switch (node)
        {
            case SqlNode.Run run:
                Run(run);
                break;
            case SqlNode.Bracketed bracketed:
                Bracketed(bracketed);
                break;
            case SqlNode.Name name when CatalogNames.IsQualified(name, Source):
                CatalogNames.Write(this, name);
                break;
            case SqlNode.Call call:
                Calls.Write(this, call);
                break;
            case SqlNode.TypedText literal:
                TypedTexts.Write(this, literal);
                break;
            case SqlNode.Parameter parameter:
                Text("$" + ParameterName(parameter), parameter);
                break;
            case SqlNode.Interval interval:
                Intervals.Write(this, interval);
                break;
            case SqlNode.Operation operation:
                Operations.Write(this, operation);
                break;
            case SqlNode.Signed signed:
                Sequence(signed.Start, signed.End, [signed.Operand]);
                break;
            case SqlNode.Subscript subscript:
                Subscripts.Write(this, subscript);
                break;
            case SqlNode.Extended extended when AtTimeZone.ZoneOf(this, extended) is { } zone:
                AtTimeZone.Write(this, extended.Target, zone, extended);
                break;
            case SqlNode.Extended extended:
                Sequence(extended.Start, extended.End, [extended.Target, .. extended.Rest]);
                break;
            case SqlNode.Lambda lambda:
                Lambda(lambda);
                break;
            case SqlNode.Case choice:
                Run(choice.Inside);
                break;
            default:
                Copy(node.Start, node.End);
                break;
        }
    }

    private void Run(SqlNode.Run run)
    {
        IReadOnlyDictionary<int, string> names = SelectList.NamesIn(run, Source, _unnamed);
        int place = run.Start;
        for (int i = 0; i < run.Nodes.Count;)
        {
            Copy(place, run.Nodes[i].Start);
            int next = Clauses.Write(this, run, i);
            if (next == i)
            {
                Node(run.Nodes[i]);
                next = i + 1;
            }

            if (names.TryGetValue(next - 1, out string? name))
            {
                Text($" AS {SqlText.Identifier(name)}", run.Nodes[next - 1]);
            }

            place = run.Nodes[next - 1].End;
            i = next;
        }

        Copy(place, run.End);
    }

    /// <summary>Question marks are numbered from 1 in the order of the text.</summary>
    private string ParameterName(SqlNode.Parameter parameter)
    {
        string name = SourceOf(parameter);
        if (name != "?")
        {
            return name[1..];
        }

        if (!_numbers.TryGetValue(parameter.Start, out int number))
        {
            _numbers[parameter.Start] = number = _numbers.Count + 1;
        }

        return number.ToString(CultureInfo.InvariantCulture);
    }

    private void Lambda(SqlNode.Lambda lambda)
    {
        string names = string.Join(", ", lambda.Parameters.Select(token => token.Text(Source).ToString()));
        Text($"lambda {names}: ", lambda);
        Node(lambda.Body);
    }
}

using System.Text.Json;
using Tarn.Common;

namespace Tarn.Security.Policies;

/// <summary>A part of a policy's JSON that knows where it stands.</summary>
/// <param name="Path">As <c>Statement[0].Action</c>, for messages.</param>
/// <param name="Json">The part.</param>
internal sealed record PolicyElement(string Path, JsonElement Json)
{
    /// <summary>Of the member that it is.</summary>
    public string Name { get; private init; } = Path;

    /// <exception cref="TarnException"><c>TN8001</c>: it is none, or has other members.</exception>
    public void RequireObject(params ReadOnlySpan<string> members)
    {
        foreach (PolicyElement member in Members())
        {
            if (!members.Contains(member.Name))
            {
                throw Bad($"{Path} has '{member.Name}', expected only {string.Join(", ", members.ToArray())}");
            }
        }
    }

    /// <exception cref="TarnException"><c>TN8001</c>: it is no object.</exception>
    public IEnumerable<PolicyElement> Members() => Json.ValueKind == JsonValueKind.Object
        ? Json.EnumerateObject().Select(member => At(member.Name, member.Value))
        : throw Bad($"{Path} is {Json.ValueKind}, expected an object");

    /// <summary>Null when it has no such member.</summary>
    public PolicyElement? Find(string name) =>
        Json.TryGetProperty(name, out JsonElement value) ? At(name, value) : null;

    /// <exception cref="TarnException"><c>TN8001</c>: it has no such member.</exception>
    public PolicyElement Require(string name) => Find(name) ?? throw Bad($"{Path} has no {name}");

    /// <summary>The elements of a list; what is no list is one of itself.</summary>
    public IEnumerable<PolicyElement> Each() => Json.ValueKind == JsonValueKind.Array
        ? Json.EnumerateArray().Select((element, index) => new PolicyElement($"{Path}[{index}]", element))
        : [this];

    /// <exception cref="TarnException"><c>TN8001</c>: it is none.</exception>
    public string Text() => Json.ValueKind == JsonValueKind.String
        ? Json.GetString()!
        : throw Bad($"{Path} is {Json.ValueKind}, expected a text");

    /// <summary>A text, a number or a truth value, as text.</summary>
    /// <exception cref="TarnException"><c>TN8001</c>: it is none of them.</exception>
    public string Scalar() => Json.ValueKind switch
    {
        JsonValueKind.String => Json.GetString()!,
        JsonValueKind.Number => Json.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => throw Bad($"{Path} is {Json.ValueKind}, expected a text, a number, true or false"),
    };

    /// <summary>One text or more.</summary>
    /// <exception cref="TarnException"><c>TN8001</c>: there is none, or one is no text.</exception>
    public IReadOnlyList<string> Texts()
    {
        string[] texts = [.. Each().Select(element => element.Text())];
        return texts.Length > 0 ? texts : throw Bad($"{Path} is empty, expected at least one");
    }

    public static TarnException Bad(string problem) => new(ErrorCodes.BadPolicy, problem);

    private PolicyElement At(string name, JsonElement value) => new($"{Path}.{name}", value) { Name = name };
}

using System.Text.Json;

namespace Tarn.Protocols.Aws.S3.Forms;

/// <summary>A condition of a policy on one field of a form.</summary>
/// <param name="Field">Its name, in any case.</param>
/// <param name="Value">What the field has to be, or to begin with.</param>
/// <param name="IsStart">Whether the beginning is enough.</param>
internal sealed record PostCondition(string Field, string Value, bool IsStart)
{
    private const string Equal = "eq";
    private const string StartsWith = "starts-with";

    /// <summary>
    /// <c>{"acl": "private"}</c>, <c>["eq", "$acl", "private"]</c> or <c>["starts-with", "$key", "a/"]</c>.
    /// </summary>
    /// <exception cref="FormatException">It is none of these.</exception>
    /// <exception cref="InvalidOperationException">So too.</exception>
    public static IReadOnlyList<PostCondition> Parse(JsonElement condition)
    {
        if (condition.ValueKind == JsonValueKind.Object)
        {
            return [.. condition.EnumerateObject().Select(pair =>
                new PostCondition(pair.Name, pair.Value.GetString() ?? throw new FormatException(), IsStart: false))];
        }

        string kind = condition[0].GetString() ?? "";
        string field = condition[1].GetString() ?? "";
        string value = condition[2].GetString() ?? throw new FormatException();
        return kind is Equal or StartsWith && field.StartsWith('$') && condition.GetArrayLength() == 3
            ? [new PostCondition(field[1..], value, kind == StartsWith)]
            : throw new FormatException();
    }

    /// <summary>Whether the form fulfils it; a field that is not there is empty.</summary>
    public bool Holds(IReadOnlyDictionary<string, string> fields)
    {
        string given = fields.GetValueOrDefault(Field, "");
        return IsStart ? given.StartsWith(Value, StringComparison.Ordinal) : given == Value;
    }

    public override string ToString() => $"[\"{(IsStart ? StartsWith : Equal)}\", \"${Field}\", \"{Value}\"]";
}

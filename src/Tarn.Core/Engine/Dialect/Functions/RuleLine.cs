using System.Globalization;

namespace Tarn.Engine.Dialect.Functions;

/// <summary>
/// A rule as a line: <c>name/arguments = template</c>, or <c>name/arguments classes = template</c> for arguments of
/// some types only. The name <c>[]</c> is the subscript. Arguments are a number, a range such as <c>1-3</c>, or
/// <c>1+</c>; classes have commas between.
/// </summary>
internal static class RuleLine
{
    private const string Equal = " = ";
    private const int Unbounded = 255;

    public static CallRule Parse(string line)
    {
        int equals = line.IndexOf(Equal, StringComparison.Ordinal);
        string[] head = line[..equals].Split(' ');
        int slash = head[0].LastIndexOf('/');
        string count = head[0][(slash + 1)..];
        string[] range = count.Split('-');
        int min = int.Parse(range[0].TrimEnd('+'), CultureInfo.InvariantCulture);
        int max = count.EndsWith('+') ? Unbounded : int.Parse(range[^1], CultureInfo.InvariantCulture);
        return new TemplateRule(head[0][..slash], min, max, line[(equals + Equal.Length)..])
        {
            Classes = head.Length > 1 ? head[1].Split(',') : [],
        };
    }
}

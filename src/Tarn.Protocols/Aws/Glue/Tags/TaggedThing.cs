using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue.Tags;

/// <summary>What a name across services means here.</summary>
/// <param name="Kind">Such as database or crawler.</param>
/// <param name="Name">Of a table <c>database/table</c>.</param>
internal sealed record TaggedThing(string Kind, string Name)
{
    /// <summary>As <c>arn:aws:glue:us-east-1:000000000000:table/shop/orders</c>.</summary>
    /// <exception cref="AwsException"><c>InvalidInputException</c>: none of Glue's.</exception>
    public static TaggedThing Parse(string arn)
    {
        string[] parts = arn.Split(':', 6);
        string[] resource = parts.Length == 6 ? parts[5].Split('/', 2) : [];
        return resource.Length == 2 && parts[2] == "glue"
            ? new TaggedThing(resource[0], resource[1])
            : throw new AwsException(GlueErrors.InvalidInput, $"'{arn}' is no ARN of a thing in Glue");
    }
}

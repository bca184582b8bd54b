using Tarn.Storage;
using Tarn.Storage.Archive;
using Tarn.Storage.Attributes;
using Tarn.Storage.Lifecycle;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Storage.Lifecycle;

public sealed class LifecycleEvaluatorTests
{
    private const int Large = 200 * 1024;

    private static readonly DateTimeOffset Now = new(2024, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Prefixes = ["", "a", "a/", "b/", "z"];
    private static readonly string[] Keys = ["a", "a/b", "a/c", "b/c", "c"];
    private static readonly string?[] Classes = [null, .. StorageClasses.All];

    /// <summary>Rules, an object (key, days of age, size, class), and what is done to it.</summary>
    public static TheoryData<string, string, int, int, string?, string?> Table { get; } = new()
    {
        { "expire 30", "k", 30, 1, null, null },
        { "expire 30", "k", 31, 1, null, "Expire r0" },
        { "expire 30 prefix=k/", "k", 99, 1, null, null },
        { "expire 30 prefix=k/", "k/x", 99, 1, null, "Expire r0" },
        { "expire 30 over=10", "k", 99, 10, null, null },
        { "expire 30 over=10", "k", 99, 11, null, "Expire r0" },
        { "expire 30 under=10", "k", 99, 10, null, null },
        { "expire 30 tag", "k", 99, 1, null, null },
        { "expire 30 tag", "tagged", 99, 1, null, "Expire r0" },
        { "expire 30 disabled", "k", 99, 1, null, null },
        { "GLACIER 0", "k", 0, Large, null, null },
        { "GLACIER 0", "k", 1, Large, null, "Transition r0 GLACIER" },
        { "GLACIER 0", "k", 1, 10, null, null },
        { "GLACIER 0 over=1", "k", 1, 10, null, "Transition r0 GLACIER" },
        { "GLACIER 0", "k", 1, Large, "GLACIER", null },
        { "GLACIER 0", "k", 1, Large, "DEEP_ARCHIVE", null },
        { "STANDARD_IA 30", "k", 40, Large, "GLACIER_IR", null },
        { "STANDARD_IA 30; GLACIER 35", "k", 40, Large, null, "Transition r1 GLACIER" },
        { "STANDARD_IA 30; GLACIER 60", "k", 40, Large, null, "Transition r0 STANDARD_IA" },
        { "GLACIER 10; expire 10", "k", 40, Large, null, "Expire r1" },
        { "expire 60; expire 30", "k", 40, 1, null, "Expire r1" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Rules_do_to_objects_what_S3_does(
        string rules, string key, int ageDays, int sizeBytes, string? storageClass, string? expected)
    {
        LifecycleConfiguration configuration = new()
        {
            Rules = [.. rules.Split("; ").Select((text, index) => Rule(text, index))],
        };
        LifecycleAction? action = new LifecycleEvaluator(configuration).Decide(
            Object(key, ageDays, sizeBytes, storageClass), Now);

        Assert.Equal(expected, action is null ? null : $"{action.Kind} {action.Rule} {action.StorageClass}".Trim());
    }

    [Fact]
    public void Small_objects_are_archived_when_the_classes_have_sizes_of_their_own()
    {
        LifecycleConfiguration configuration = new()
        {
            Rules = [Rule("GLACIER 0", 0)],
            MinimumSize = LifecycleConfiguration.SmallObjectsAreArchived,
        };

        Assert.NotNull(new LifecycleEvaluator(configuration).Decide(Object("k", 5, 10, null), Now));
    }

    [Fact]
    public void Many_rules_decide_as_looking_at_every_action_on_its_own_would()
    {
        Random random = new(TestSeed.Read());
        for (int i = 0; i < 3000; i++)
        {
            LifecycleConfiguration configuration = new()
            {
                Rules = [.. Enumerable.Range(0, random.Next(1, 5)).Select(index => RandomRule(random, index))],
            };
            AttributedObject found = Object(
                Keys[random.Next(Keys.Length)],
                random.Next(0, 12),
                random.Next(0, 2) * Large,
                Classes[random.Next(Classes.Length)]);

            LifecycleAction? action = new LifecycleEvaluator(configuration).Decide(found, Now);

            Assert.Equal(NaiveOutcome(configuration, found), Outcome(action));
        }
    }

    private static string Outcome(LifecycleAction? action) =>
        action is null ? "nothing" : action.Kind == LifecycleActionKind.Expire ? "gone" : action.StorageClass!;

    /// <summary>Every action asked on its own, by the number of midnights that the object has seen.</summary>
    private static string NaiveOutcome(LifecycleConfiguration configuration, AttributedObject found)
    {
        double midnights = (Now - new DateTimeOffset(found.Info.LastModified.Date, TimeSpan.Zero)).TotalDays;
        string outcome = "nothing";
        foreach (LifecycleRule rule in configuration.Rules)
        {
            if (!rule.IsEnabled || !found.Info.Key.StartsWith(rule.Filter.Prefix!, StringComparison.Ordinal))
            {
                continue;
            }

            if (midnights > rule.Expiration?.Days)
            {
                return "gone";
            }

            foreach (TransitionAction move in rule.Transitions.Where(move => midnights > move.Days))
            {
                string? from = outcome == "nothing" ? found.Attributes.StorageClass : outcome;
                bool isLater = StorageClasses.PlaceOf(move.StorageClass) > StorageClasses.PlaceOf(from);
                outcome = isLater && found.Info.SizeBytes > 0 ? move.StorageClass : outcome;
            }
        }

        return outcome;
    }

    private static LifecycleRule RandomRule(Random random, int index) => new()
    {
        Id = $"r{index}",
        IsEnabled = random.Next(5) > 0,
        Filter = new LifecycleFilter
        {
            Form = LifecycleFilterForm.Single,
            Prefix = Prefixes[random.Next(Prefixes.Length)],
        },
        Expiration = random.Next(4) == 0 ? new ExpirationAction { Days = random.Next(1, 12) } : null,
        Transitions =
        [
            .. StorageClasses.Waterfall.Where(_ => random.Next(3) == 0)
                .Select(name => new TransitionAction { Days = random.Next(0, 12), StorageClass = name }),
        ],
    };

    private static LifecycleRule Rule(string text, int index)
    {
        string[] words = text.Split(' ');
        Dictionary<string, string> options = words.Skip(2)
            .Select(word => word.Split('='))
            .ToDictionary(parts => parts[0], parts => parts.ElementAtOrDefault(1) ?? "");
        int days = int.Parse(words[1]);
        return new LifecycleRule
        {
            Id = $"r{index}",
            IsEnabled = !options.ContainsKey("disabled"),
            Filter = new LifecycleFilter
            {
                Form = LifecycleFilterForm.And,
                Prefix = options.GetValueOrDefault("prefix"),
                SizeBytesOver = options.TryGetValue("over", out string? over) ? long.Parse(over) : null,
                SizeBytesUnder = options.TryGetValue("under", out string? under) ? long.Parse(under) : null,
                Tags = options.ContainsKey("tag") ? new Dictionary<string, string> { ["t"] = "v" } : [],
            },
            Expiration = words[0] == "expire" ? new ExpirationAction { Days = days } : null,
            Transitions = words[0] == "expire"
                ? []
                : [new TransitionAction { Days = days, StorageClass = words[0] }],
        };
    }

    /// <summary>Put at noon, so that so many midnights have passed.</summary>
    private static AttributedObject Object(string key, int ageDays, long sizeBytes, string? storageClass) => new(
        new ObjectInfo(key, sizeBytes, Now.AddDays(-ageDays).AddHours(12), "e"),
        new ObjectAttributes
        {
            StorageClass = storageClass,
            Tags = key == "tagged" ? new Dictionary<string, string> { ["t"] = "v", ["x"] = "y" } : null,
        });
}

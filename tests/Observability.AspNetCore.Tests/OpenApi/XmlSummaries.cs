using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Observability.AspNetCore.Tests.OpenApi;

/// <summary>The summaries of the API's types and properties, from its documentation file.</summary>
internal sealed partial class XmlSummaries
{
    private readonly Dictionary<string, XElement> _members;

    public XmlSummaries(Assembly assembly) => _members = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml"))
        .Descendants("member")
        .ToDictionary(member => member.Attribute("name")!.Value);

    public string? Of(Type type) => Text(Find("T:" + NameOf(type))?.Element("summary"));

    public string? Of(PropertyInfo property)
    {
        var type = NameOf(property.DeclaringType!);
        return Text(Find($"P:{type}.{property.Name}")?.Element("summary"))

            // A positional record documents its properties as parameters.
            ?? Text(Find("T:" + type)?.Elements("param").FirstOrDefault(param => param.Attribute("name")!.Value == property.Name));
    }

    private static string NameOf(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition().FullName! : type.FullName!;

    private static string? Text(XElement? element) => element is null
        ? null
        : Spaces().Replace(string.Concat(element.Nodes().Select(node => node is XElement { Name.LocalName: "see" or "typeparamref" } see ? see.Attributes().First().Value.Split('.')[^1] : node is XElement inner ? inner.Value : node.ToString())), " ").Trim();

    private XElement? Find(string name) => _members.GetValueOrDefault(name);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}

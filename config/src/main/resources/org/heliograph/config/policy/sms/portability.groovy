// Numbers that went to another network with their owners: ported.csv has number or prefix, route.
Decision routing(Sms sms) {
    String to = table('ported').longest(sms.to)
    to ? route(to) : accept()
}
